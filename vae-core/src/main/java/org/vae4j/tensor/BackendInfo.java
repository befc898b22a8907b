package org.vae4j.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * What an engine says of itself.
 *
 * @param name the provider's name, such as {@code ejml}
 * @param version the version of the library behind it
 * @param blas what multiplies matrices, such as {@code OpenBLAS 0.3.21}
 * @param threads the threads one operation uses
 */
public record BackendInfo(String name, String version, String blas, int threads) {
  private static final String UNKNOWN = "of unknown version";

  /**
   * Returns the version that a library built by Maven states in its own jar, or "of unknown
   * version".
   *
   * @param anchor any class of that library's class loader
   */
  public static String mavenVersion(Class<?> anchor, String groupId, String artifactId) {
    String resource = "/META-INF/maven/" + groupId + "/" + artifactId + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    return properties.getProperty("version", UNKNOWN);
  }
}
