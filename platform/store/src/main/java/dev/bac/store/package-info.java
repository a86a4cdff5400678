/** TBD */
@NullMarked
package dev.bac.store;

import org.jspecify.annotations.NullMarked;
