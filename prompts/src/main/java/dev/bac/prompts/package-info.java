/** Versioned prompts with typed parameters. */
@NullMarked
package dev.bac.prompts;

import org.jspecify.annotations.NullMarked;
