package dev.pendant.cam.target;

/**
 * The score of one class for one sample.
 *
 * @param logit as the model returned it
 * @param probability softmax over all classes, 0 to 1
 */
public record ClassScore(int index, double logit, double probability) {}
