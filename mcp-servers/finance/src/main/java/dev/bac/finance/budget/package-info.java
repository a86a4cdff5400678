/** What is planned for accounts, month by month, and how it compares with what is booked. */
@NullMarked
package dev.bac.finance.budget;

import org.jspecify.annotations.NullMarked;
