/** Workflows and policies as their files declare them, and the expressions in them. */
@NullMarked
package dev.bac.agents.workflow;

import org.jspecify.annotations.NullMarked;
