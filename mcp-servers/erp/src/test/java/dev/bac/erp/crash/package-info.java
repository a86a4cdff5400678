/** A process that is killed in the middle of what it does. */
@org.jspecify.annotations.NullMarked
package dev.bac.erp.crash;
