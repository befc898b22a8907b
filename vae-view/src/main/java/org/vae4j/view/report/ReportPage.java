package org.vae4j.view.report;

import org.vae4j.view.Pages;

/** The page around the data: all in one file, and nothing from elsewhere. */
final class ReportPage {
  private static final String STYLE = Pages.resource("theme.css") + Pages.resource("report.css");
  private static final String SCRIPT = Pages.resource("charts.js") + Pages.resource("report.js");
  private static final String TEMPLATE = Pages.resource("report.html");

  private ReportPage() {}

  static String of(String title, String json) {
    return TEMPLATE
        .replace("{{policy}}", Pages.policyFor(STYLE, SCRIPT))
        .replace("{{title}}", Pages.escape(title))
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        .replace("{{data}}", json);
  }
}
