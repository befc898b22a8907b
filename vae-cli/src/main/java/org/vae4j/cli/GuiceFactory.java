package org.vae4j.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Lets picocli get the project's own classes from Guice and its own from itself. Guice is a third
 * of a start, so it waits for the first of them.
 */
final class GuiceFactory implements IFactory {
  private final Console console;
  private final Module module;
  private final IFactory fallback = CommandLine.defaultFactory();
  private @Nullable Injector injector;

  GuiceFactory(Console console, Module module) {
    this.console = console;
    this.module = module;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type.getPackage() != GuiceFactory.class.getPackage()) {
      return fallback.create(type);
    }
    if (injector == null) {
      injector =
          Guice.createInjector(
              Stage.DEVELOPMENT, binder -> binder.bind(Console.class).toInstance(console), module);
    }
    return injector.getInstance(type);
  }
}
