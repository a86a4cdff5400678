/** People, with or without a company. */
@NullMarked
package dev.bac.crm.contact;

import org.jspecify.annotations.NullMarked;
