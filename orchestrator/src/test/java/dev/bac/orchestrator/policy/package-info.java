/** Tests of the company's rules. */
@NullMarked
package dev.bac.orchestrator.policy;

import org.jspecify.annotations.NullMarked;
