"""The doorbell: what machines tell us. Verify, store, answer 200; the work is done later."""
