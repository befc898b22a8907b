package org.vae4j.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  /** The lines "philox4x32 10" of kat_vectors in Random123: counter, key, result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000000 00000000 00000000 00000000|00000000 00000000|6627e8d5 e169c58d bc57ac4c 9b00dbd8
          ffffffff ffffffff ffffffff ffffffff|ffffffff ffffffff|408f276d 41c83b0e a20bc7c6 6d5451fd
          243f6a88 85a308d3 13198a2e 03707344|a4093822 299f31d0|d16cfe09 94fdcceb 5001e420 24126ea1
          """)
  void givesTheKnownAnswersOfRandom123(String counter, String key, String expected) {
    long[] c = pack(counter);
    long[] out = new long[2];
    Philox.block(c[0], c[1], pack(key)[0], out);
    assertThat(out).isEqualTo(pack(expected));
  }

  private static long[] pack(String words) {
    String[] w = words.split(" ", -1);
    long[] packed = new long[w.length / 2];
    for (int i = 0; i < w.length; i++) {
      packed[i / 2] |= Long.parseLong(w[i], 16) << (32 * (i % 2));
    }
    return packed;
  }
}
