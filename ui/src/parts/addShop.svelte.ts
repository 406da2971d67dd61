/** Whether the dialog that adds a shop is on screen; any page may open it. */
class AddShop {
  asked = $state(false);

  ask = (): void => {
    this.asked = true;
  };
}

export const addShop = new AddShop();
