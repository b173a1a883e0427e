package dev.pendant.cli;

import com.google.inject.Inject;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.internal.Spelling;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The CAM methods by the names they are asked for. */
final class Methods {

  private final Map<String, CamMethod> byId = new TreeMap<>();

  @Inject
  Methods(Set<CamMethod> methods) {
    methods.forEach(method -> byId.put(method.id(), method));
  }

  /**
   * @throws UsageException if there is none of that name
   */
  CamMethod get(String id) {
    CamMethod method = byId.get(id);
    if (method == null) {
      throw new UsageException(
          "no method '%s'; did you mean %s? There are %s"
              .formatted(id, Spelling.nearest(id, byId.keySet(), 1).get(0), byId.keySet()));
    }
    return method;
  }
}
