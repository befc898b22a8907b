package org.vae4j.train;

import java.util.function.IntUnaryOperator;
import org.vae4j.data.Dataset;

/**
 * The rows of one step.
 *
 * @param data where they are
 * @param row the number in the data of each row of the batch
 * @param rows how many
 * @param noise the draws of each row
 */
public record Batch(Dataset data, IntUnaryOperator row, int rows, Noise noise) {

  /** Checks that there is a row. */
  public Batch {
    if (rows < 1) {
      throw new IllegalArgumentException("batch: " + rows + " rows, expected 1 or more");
    }
  }

  /** Draws from N(0, I), of which row gets which. */
  public interface Noise {

    /**
     * Writes the noise of some rows, one after the other.
     *
     * @param first the first row's number in the batch
     * @param rows how many
     * @param width the latent dimensions, which are the values of a row
     * @param to receives rows · width values from its beginning on; may be longer
     */
    void fill(int first, int rows, int width, double[] to);
  }
}
