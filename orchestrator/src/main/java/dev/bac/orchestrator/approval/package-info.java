/** Approvals: asked for by servers, decided by people, proven by a signed grant. */
@NullMarked
package dev.bac.orchestrator.approval;

import org.jspecify.annotations.NullMarked;
