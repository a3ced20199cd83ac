"""The statements: built once as rows, shown on screen, on paper, as workbook and JSON; sign-off."""
