package org.vae4j.cli;

import java.nio.file.Path;

/**
 * Where runs go that the user gives no place.
 *
 * @param path a folder, made when it is needed
 */
record RunsHome(Path path) {}
