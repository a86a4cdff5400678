/** What commands share: an instance that this process runs, one that runs beside it, and how failure is told. */
@NullMarked
package dev.bac.orchestrator.command.instance;

import org.jspecify.annotations.NullMarked;
