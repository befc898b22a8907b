package org.vae4j.train;

import org.jspecify.annotations.Nullable;

/**
 * One epoch, or the part of it that the limit on steps left.
 *
 * @param epoch its number, from 1
 * @param step the steps done since training began
 * @param train the mean loss per training row, while the weights changed
 * @param test the mean loss per row held out at the end, null without such rows
 * @param imagesPerSecond training rows a second, without the test; NaN if a checkpoint brought this
 *     epoch, for it knows no times
 * @param seconds the time spent training, since it went on if that was in this epoch; NaN as above
 */
public record EpochMetrics(
    int epoch,
    long step,
    LossParts train,
    @Nullable LossParts test,
    double imagesPerSecond,
    double seconds) {}
