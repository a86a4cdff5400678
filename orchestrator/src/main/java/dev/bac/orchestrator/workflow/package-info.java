/** Runs of workflows: carried out step by step under a lease and a journal, taken over when their node is gone. */
@NullMarked
package dev.bac.orchestrator.workflow;

import org.jspecify.annotations.NullMarked;
