/** Records as rows of a table: which columns there are, what they are called, and how a cell is written safely. */
@NullMarked
package dev.bac.crm.table;

import org.jspecify.annotations.NullMarked;
