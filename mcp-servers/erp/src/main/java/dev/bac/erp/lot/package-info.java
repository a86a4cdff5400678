/** Lots and serial numbers as people ask for them: what is where until when, and where it came from and went. */
@NullMarked
package dev.bac.erp.lot;

import org.jspecify.annotations.NullMarked;
