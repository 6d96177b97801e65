"""The invoice page and all that stands under its link: checkout, order status, catalogue, slips, ways to pay."""
