/** The tools an agent may call. */
@NullMarked
package dev.bac.tools;

import org.jspecify.annotations.NullMarked;
