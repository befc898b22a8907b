package org.vae4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.vae4j.data.Datasets;
import org.vae4j.data.cache.RowCache;
import org.vae4j.tensor.Backends;

/** What the commands need from outside; tests put their own in its place. */
final class CliModule extends AbstractModule {
  @Override
  protected void configure() {
    // bound by hand: methods with @Provides take a tenth of a second to be found
    bind(Terminal.class).toProvider(Terminal::system).in(Singleton.class);
    bind(Backends.class).toProvider(Backends::find).in(Singleton.class);
    bind(Datasets.class).toProvider(Datasets::find).in(Singleton.class);
    bind(RowCache.class).toProvider(RowCache::ofUser);
    bind(Clock.class).toProvider(Clock::systemUTC);
    bind(MemoryLimit.class).toProvider(() -> new MemoryLimit(Runtime.getRuntime().maxMemory()));
    bind(RunsHome.class).toProvider(() -> new RunsHome(Path.of("runs")));
  }
}
