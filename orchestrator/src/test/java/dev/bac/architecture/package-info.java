/** Rules about the code itself, over all modules. */
@NullMarked
package dev.bac.architecture;

import org.jspecify.annotations.NullMarked;
