/** How records are named and compared: folded text, numbers, phones and e-mail addresses. */
@NullMarked
package dev.bac.crm.naming;

import org.jspecify.annotations.NullMarked;
