package org.vae4j.cli;

import com.google.inject.Inject;
import com.google.inject.Injector;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Lets picocli get the project's own classes from Guice and its own from itself. */
final class GuiceFactory implements IFactory {
  private final Injector injector;
  private final IFactory fallback = CommandLine.defaultFactory();

  @Inject
  GuiceFactory(Injector injector) {
    this.injector = injector;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type.getPackage() == GuiceFactory.class.getPackage()
        ? injector.getInstance(type)
        : fallback.create(type);
  }
}
