package dev.pendant.cam.target;

import dev.pendant.cam.image.Box;

/**
 * How a row of a detector's output, [n, candidates, columns], says box, score and label. The first
 * four columns are the box.
 */
public enum DetectionLayout {

  /** {@code left, top, right, bottom, score, label}, as after non-maximum suppression. */
  CORNERS_SCORE_LABEL(true, true),

  /** {@code left, top, right, bottom}, then a score for each class. */
  CORNERS_CLASS_SCORES(true, false),

  /** {@code centre x, centre y, width, height, score, label}. */
  CENTRE_SCORE_LABEL(false, true),

  /** {@code centre x, centre y, width, height}, then a score for each class. */
  CENTRE_CLASS_SCORES(false, false);

  static final int SCORE = 4;
  static final int LABEL = 5;

  final boolean corners;
  private final boolean labelled;

  DetectionLayout(boolean corners, boolean labelled) {
    this.corners = corners;
    this.labelled = labelled;
  }

  /** Which column holds a label's score. */
  int scoreColumn(int label) {
    return labelled ? SCORE : SCORE + label;
  }

  /** Whether a row may stand for a label. */
  boolean is(int label, double[] row) {
    return !labelled || Math.round(row[LABEL]) == label;
  }

  /** How far a row's box overlaps; 0 if it has no area, or a side that is not finite. */
  double iou(Box wanted, double[] row) {
    double left = corners ? row[0] : row[0] - row[2] / 2;
    double top = corners ? row[1] : row[1] - row[3] / 2;
    double right = corners ? row[2] : row[0] + row[2] / 2;
    double bottom = corners ? row[3] : row[1] + row[3] / 2;
    boolean isBox = left < right && top < bottom && Double.isFinite(right - left + bottom - top);
    return isBox ? new Box(left, top, right, bottom).iou(wanted) : 0;
  }

  void check(int columns, int label) {
    boolean fits = labelled ? columns == LABEL + 1 : columns > SCORE + label;
    if (!fits || label < 0) {
      throw new TargetException(
          "label %d does not fit %d columns laid out as %s; expected %s"
              .formatted(
                  label,
                  columns,
                  this,
                  labelled ? "6 columns and a label from 0" : "4 columns and one per class"));
    }
  }
}
