/** Tests of the finance server through its tools, and of what its database refuses. */
@NullMarked
package dev.bac.finance;

import org.jspecify.annotations.NullMarked;
