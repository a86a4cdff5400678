/** What is bought and sold, and the numbers of records. */
@NullMarked
package dev.bac.erp.item;

import org.jspecify.annotations.NullMarked;
