/** TBD */
@NullMarked
package dev.bac.finance;

import org.jspecify.annotations.NullMarked;
