package org.vae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that people should know of a model's latent space.
 *
 * @param kind what is wrong
 * @param text the same in words, with what to try
 */
public record LatentWarning(Kind kind, String text) {
  /** A mean KL of all dimensions below this, in nats a row, carries nothing. */
  static final double COLLAPSED = 0.1;

  private static final int MOST_NAMED = 10;

  /** What can be wrong. */
  public enum Kind {
    /** The KL has no weight. */
    KL_OFF,
    /** All posteriors are the prior. */
    KL_COLLAPSED,
    /** The means of some dimensions don't depend on the data. */
    DEAD_UNITS
  }

  /**
   * Returns what is wrong; nothing in most cases.
   *
   * @param units figures of some rows
   * @param beta the weight that the KL has in the end
   */
  public static List<LatentWarning> of(LatentUnits units, double beta) {
    List<LatentWarning> warnings = new ArrayList<>();
    if (beta == 0) {
      warnings.add(
          new LatentWarning(
              Kind.KL_OFF,
              "the KL is off (beta is 0): nothing keeps the latent space near N(0, I), so samples"
                  + " will look like no data"));
    }
    int latent = units.kl().size();
    List<Integer> dead = units.dead();
    if (beta > 0 && units.totalKl() < COLLAPSED) {
      warnings.add(
          new LatentWarning(
              Kind.KL_COLLAPSED,
              String.format(
                  Locale.ROOT,
                  "the KL has collapsed to %.3g nats a row: the decoder ignores the latent space;"
                      + " try a KL warm-up, a smaller beta or a smaller learning rate",
                  units.totalKl())));
    } else if (!dead.isEmpty()) {
      String named =
          dead.stream()
              .limit(MOST_NAMED)
              .map(unit -> "z" + (unit + 1)) // as reports and tables count
              .collect(Collectors.joining(", "));
      warnings.add(
          new LatentWarning(
              Kind.DEAD_UNITS,
              "%d of %d latent units are dead (%s%s; the variance of mu is at most %s): a smaller latent space would do, or try a KL warm-up"
                  .formatted(
                      dead.size(),
                      latent,
                      named,
                      dead.size() > MOST_NAMED ? ", ..." : "",
                      LatentUnits.ACTIVE)));
    }
    return warnings;
  }
}
