/** TBD */
@NullMarked
package dev.bac.erp;

import org.jspecify.annotations.NullMarked;
