package org.vae4j.backend.jblas;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jblas.NativeBlas;
import org.jspecify.annotations.Nullable;

/**
 * Loads jblas's classes once more, with a native library of their own. On Linux we unpack that
 * library, for jblas would do so in a directory that a killed process leaves behind.
 */
final class JblasLoader extends ClassLoader {
  private final ClassLoader source = Objects.requireNonNull(NativeBlas.class.getClassLoader());
  private @Nullable UnpackedLibrary library;

  private JblasLoader() {
    super(NativeBlas.class.getClassLoader());
  }

  /** Returns jblas's class of native methods, loaded again and ready for calls. */
  static Class<?> load() throws IOException, ReflectiveOperationException {
    JblasLoader loader = new JblasLoader();
    Class<?> logger = loader.loadClass("org.jblas.util.Logger");
    logger
        .getMethod("setLevel", int.class)
        .invoke(logger.getMethod("getLogger").invoke(null), JblasNatives.SILENT);
    if (!System.getProperty("os.name").equals("Linux")) {
      return loader.initialize();
    }
    try (UnpackedLibrary library = loader.unpack()) {
      loader.open(library);
      return loader.initialize();
    }
  }

  private Class<?> initialize() throws ClassNotFoundException {
    return Class.forName(NativeBlas.class.getName(), true, this);
  }

  private UnpackedLibrary unpack() throws IOException {
    String folder = "lib/static/Linux/" + System.getProperty("os.arch") + "/";
    String file = System.mapLibraryName("jblas");
    for (String resource : List.of(folder + "sse3/" + file, folder + file)) {
      if (source.getResource(resource) != null) {
        return UnpackedLibrary.of(source, resource);
      }
    }
    throw new UnsatisfiedLinkError("the jar of jblas has no library for this platform");
  }

  /** Through a class that this loader defines, for a library belongs to its caller's loader. */
  private void open(UnpackedLibrary unpacked) throws ReflectiveOperationException {
    library = unpacked;
    var opener = define(Opener.class.getName()).getDeclaredConstructor();
    opener.setAccessible(true);
    @SuppressWarnings("unchecked")
    Consumer<String> open = (Consumer<String>) opener.newInstance();
    open.accept(unpacked.path().toString());
  }

  /** Loads a library for the class loader that defined this class. */
  private static final class Opener implements Consumer<String> {
    @Override
    public void accept(String file) {
      System.load(file);
    }
  }

  /** What jblas asks for when it starts; it is loaded by then. */
  @Override
  protected @Nullable String findLibrary(String name) {
    return library == null ? null : library.path().toString();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.jblas.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = source.getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
