"""Who the BUMDes is: identity and papers, organs and their terms, units, the shares of its AD/ART."""
