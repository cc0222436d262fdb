## Pictures in Discord

picture-no-permission = No picture: the bot lacks the permission “Attach Files” here.
picture-no-fonts = No picture: the fonts of the program cannot be read.
picture-failed = No picture: drawing it failed.
picture-late = No picture: drawing it took too long.
