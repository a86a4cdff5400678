/** What the books are told of the goods, for whoever compares the two. */
@NullMarked
package dev.bac.erp.books;

import org.jspecify.annotations.NullMarked;
