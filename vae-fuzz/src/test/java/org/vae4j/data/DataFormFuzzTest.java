package org.vae4j.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model file says of its data. */
final class DataFormFuzzTest {

  static Stream<byte[]> forms() {
    DataForm images = new ImageForm(28, 20, 3, Scaling.UNIT);
    DataForm table =
        new TableForm(
            List.of(TableForm.Column.raw("a"), new TableForm.Column("b", -1, 2.5, 0.5)), "kind");
    return Stream.of(images, table).map(form -> form.toJson().getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("forms")
  @FuzzTest(maxDuration = "1m")
  void forms(byte[] content) {
    DataForm form;
    try {
      form = DataForm.parse(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return;
    }
    try {
      if (!DataForm.parse(form.toJson()).equals(form)) {
        throw new AssertionError(form.toJson() + " changes when it is read again");
      }
    } catch (IOException e) {
      throw new AssertionError(form.toJson(), e);
    }
  }
}
