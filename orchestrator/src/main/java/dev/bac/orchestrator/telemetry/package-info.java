/** Spans of agents, models and tools by OpenTelemetry's conventions for generative AI; no word of anybody in them. */
@NullMarked
package dev.bac.orchestrator.telemetry;

import org.jspecify.annotations.NullMarked;
