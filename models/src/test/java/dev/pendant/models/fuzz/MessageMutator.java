package dev.pendant.models.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes one field of one message of a tree, so that the file stays one that can be parsed. */
final class MessageMutator {

  private final Random random;
  private final List<byte[]> tokens;

  /** How many messages to pass by before the one to change. */
  private int skip;

  MessageMutator(Random random, List<byte[]> tokens) {
    this.random = random;
    this.tokens = tokens;
  }

  Message changed(Message whole) {
    skip = random.nextInt(messages(whole));
    return descended(whole);
  }

  private static int messages(Message message) {
    int count = 1;
    for (Object value : message.getAllFields().values()) {
      for (Object one : value instanceof List<?> list ? list : List.of(value)) {
        count += one instanceof Message inner ? messages(inner) : 0;
      }
    }
    return count;
  }

  private Message descended(Message message) {
    Message.Builder builder = message.toBuilder();
    if (skip-- == 0) {
      change(builder);
      return builder.build();
    }
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      int count = field.isRepeated() ? message.getRepeatedFieldCount(field) : 1;
      for (int i = 0; i < count && skip >= 0; i++) {
        if (field.isRepeated()) {
          builder.setRepeatedField(
              field, i, descended((Message) message.getRepeatedField(field, i)));
        } else {
          builder.setField(field, descended((Message) message.getField(field)));
        }
      }
    }
    return builder.build();
  }

  private void change(Message.Builder builder) {
    List<FieldDescriptor> fields = new ArrayList<>(builder.getAllFields().keySet());
    if (fields.isEmpty() || random.nextInt(6) == 0) {
      fields = builder.getDescriptorForType().getFields();
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    if (field.isRepeated()) {
      changeList(builder, field);
    } else if (random.nextInt(8) == 0) {
      builder.clearField(field);
    } else {
      builder.setField(field, value(builder, field));
    }
  }

  private void changeList(Message.Builder builder, FieldDescriptor field) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
      values.add(builder.getRepeatedField(field, i));
    }
    int at = values.isEmpty() ? 0 : random.nextInt(values.size());
    switch (values.isEmpty() ? 0 : random.nextInt(5)) {
      case 0 -> values.add(at, value(builder, field));
      case 1 -> values.remove(at);
      case 2 -> values.add(random.nextInt(values.size()), values.get(at));
      case 3 -> Collections.swap(values, at, random.nextInt(values.size()));
      default -> values.set(at, value(builder, field));
    }
    builder.clearField(field);
    values.forEach(value -> builder.addRepeatedField(field, value));
  }

  private Object value(Message.Builder builder, FieldDescriptor field) {
    long number = Mutator.hostile(random);
    byte[] token = tokens.get(random.nextInt(tokens.size()));
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> Float.intBitsToFloat((int) number);
      case DOUBLE -> Double.longBitsToDouble(number);
      case BOOLEAN -> random.nextBoolean();
      case STRING -> new String(token, StandardCharsets.ISO_8859_1);
      case BYTE_STRING -> ByteString.copyFrom(token);
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> builder.newBuilderForField(field).buildPartial();
    };
  }
}
