package org.vae4j.view.report;

import org.jspecify.annotations.Nullable;

/**
 * What the model made of the examples after an epoch: a picture, or rows of a table.
 *
 * @param epoch its number, from 1
 * @param picture a PNG as a data address, the images side by side
 * @param rows values as the model knows them
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what the model takes and gives
record Frame(int epoch, @Nullable String picture, float @Nullable [][] rows) {}
