/** Runs the tests that agents carry, with no vendor's model and no network. */
@NullMarked
package dev.bac.agents.testing;

import org.jspecify.annotations.NullMarked;
