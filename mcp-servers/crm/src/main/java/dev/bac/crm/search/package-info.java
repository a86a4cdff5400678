/** Records found by any mixture of words, likeness and particulars. */
@NullMarked
package dev.bac.crm.search;

import org.jspecify.annotations.NullMarked;
