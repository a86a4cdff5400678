/** What {@code ./bac bench} measures: one class for each benchmark, with the load, the baselines and the stand-ins it needs. */
@NullMarked
package dev.bac.orchestrator.command.bench;

import org.jspecify.annotations.NullMarked;
