/** The company's rules over tools and arguments, as agents in conversations meet them. */
@NullMarked
package dev.bac.orchestrator.policy;

import org.jspecify.annotations.NullMarked;
