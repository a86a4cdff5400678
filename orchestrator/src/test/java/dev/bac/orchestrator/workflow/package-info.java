/** Tests of workflows, their triggers, approvals and of nodes that die. */
@NullMarked
package dev.bac.orchestrator.workflow;

import org.jspecify.annotations.NullMarked;
