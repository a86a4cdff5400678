/** Fields that an admin adds to records: typed, validated, searchable. */
@NullMarked
package dev.bac.crm.field;

import org.jspecify.annotations.NullMarked;
