"""Receipt, delivery note and tax invoice: pages to print, and the same as PDF."""
