package org.vae4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.vae4j.data.Datasets;
import org.vae4j.data.cache.RowCache;
import org.vae4j.tensor.Backends;

/** What the commands need from outside; tests put their own in its place. */
final class CliModule extends AbstractModule {

  @Provides
  @Singleton
  Console console() {
    return Console.system();
  }

  @Provides
  @Singleton
  Terminal terminal() {
    return Terminal.system();
  }

  @Provides
  @Singleton
  Backends backends() {
    return Backends.find();
  }

  @Provides
  @Singleton
  Datasets datasets() {
    return Datasets.find();
  }

  @Provides
  RowCache rowCache() {
    return RowCache.ofUser();
  }

  @Provides
  Clock clock() {
    return Clock.systemUTC();
  }

  @Provides
  MemoryLimit memoryLimit() {
    return new MemoryLimit(Runtime.getRuntime().maxMemory());
  }

  @Provides
  RunsHome runsHome() {
    return new RunsHome(Path.of("runs"));
  }
}
