/**
 * The {@code vae} command: the only place that wires objects together, reads the clock and speaks
 * on the standard streams.
 */
@NullMarked
package org.vae4j.cli;

import org.jspecify.annotations.NullMarked;
