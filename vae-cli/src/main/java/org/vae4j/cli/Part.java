package org.vae4j.cli;

/** The parts of data. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST
}
