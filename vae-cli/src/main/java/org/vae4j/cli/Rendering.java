package org.vae4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.vae4j.data.DataForm;
import org.vae4j.data.ImageForm;
import org.vae4j.data.TableForm;

/** Writes rows of data as people want to see them: images as a picture, tables as CSV. */
interface Rendering {

  /** Returns what suits the form. */
  static Rendering of(DataForm form) {
    if (form instanceof ImageForm images) {
      return new Pictures(images);
    }
    return new Tables((TableForm) form);
  }

  /** Returns how names of such files end: {@code png} or {@code csv}. */
  String ending();

  /** Returns the name of a run's folder for such files. */
  String folder();

  /**
   * Writes rows.
   *
   * @param across how many images stand side by side
   */
  void write(Path file, double[][] rows, int across) throws IOException;

  /** Writes rows and what a model made of them. */
  void writePairs(Path file, double[][] originals, double[][] reconstructions) throws IOException;
}
