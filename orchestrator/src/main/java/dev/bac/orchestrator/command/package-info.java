/** The commands of ./bac, one class each. */
@NullMarked
package dev.bac.orchestrator.command;

import org.jspecify.annotations.NullMarked;
