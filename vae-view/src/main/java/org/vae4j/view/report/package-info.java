/** {@code report.html}: one file that shows a run without a network, and the same plots as PNG. */
@NullMarked
package org.vae4j.view.report;

import org.jspecify.annotations.NullMarked;
