/** A process that is killed in the middle of its work. */
@NullMarked
package dev.bac.crm.crash;

import org.jspecify.annotations.NullMarked;
